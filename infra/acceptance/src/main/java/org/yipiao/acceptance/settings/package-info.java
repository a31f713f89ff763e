/** The one table of all settings, made from what the compiler knows of them. */
@NullMarked
package org.yipiao.acceptance.settings;

import org.jspecify.annotations.NullMarked;
