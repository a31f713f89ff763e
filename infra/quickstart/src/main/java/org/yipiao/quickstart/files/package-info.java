/** What is wrong with files that somebody names. */
@NullMarked
package org.yipiao.quickstart.files;

import org.jspecify.annotations.NullMarked;
