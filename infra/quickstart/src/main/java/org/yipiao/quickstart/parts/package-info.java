/** The parts of the platform, with the configuration each gets. */
@NullMarked
package org.yipiao.quickstart.parts;

import org.jspecify.annotations.NullMarked;
