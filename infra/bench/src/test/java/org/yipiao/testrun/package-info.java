/** The last step of a build: nothing that should have been tested was left out. */
@NullMarked
package org.yipiao.testrun;

import org.jspecify.annotations.NullMarked;
