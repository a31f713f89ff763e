/** The pages in a real browser, on a whole platform. */
@NullMarked
package org.yipiao.acceptance.browser;

import org.jspecify.annotations.NullMarked;
