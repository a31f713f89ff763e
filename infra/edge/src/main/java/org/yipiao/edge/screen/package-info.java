/** What every request has to pass before anybody looks where it goes. */
@NullMarked
package org.yipiao.edge.screen;

import org.jspecify.annotations.NullMarked;
