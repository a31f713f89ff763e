/** Simulators behind real ports, for development, tests and the demo; never for real money. */
@NullMarked
package org.yipiao.sandbox;

import org.jspecify.annotations.NullMarked;
