/** The settings of this service. */
@NullMarked
package org.yipiao.bff.settings;

import org.jspecify.annotations.NullMarked;
