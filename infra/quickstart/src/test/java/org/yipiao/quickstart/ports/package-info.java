@NullMarked
package org.yipiao.quickstart.ports;

import org.jspecify.annotations.NullMarked;
