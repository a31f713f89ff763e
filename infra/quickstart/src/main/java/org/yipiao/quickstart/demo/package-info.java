/** The demo: the whole thread from a hospital's message to the payout, on a platform of its own. */
@NullMarked
package org.yipiao.quickstart.demo;

import org.jspecify.annotations.NullMarked;
