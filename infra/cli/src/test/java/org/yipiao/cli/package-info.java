@NullMarked
package org.yipiao.cli;

import org.jspecify.annotations.NullMarked;
