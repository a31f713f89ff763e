/** What is wrong with files that somebody names. */
@NullMarked
package org.yipiao.platform.files;

import org.jspecify.annotations.NullMarked;
