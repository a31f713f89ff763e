/** The pages in a real browser, on a real platform behind its public door. */
@NullMarked
package org.yipiao.acceptance.browser;

import org.jspecify.annotations.NullMarked;
