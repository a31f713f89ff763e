/** What a person has agreed to show. */
@NullMarked
package org.yipiao.bff.consent;

import org.jspecify.annotations.NullMarked;
