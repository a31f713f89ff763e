/** What signed-in patients wait for, measured through the public door. */
@NullMarked
package org.yipiao.bench.patients;

import org.jspecify.annotations.NullMarked;
