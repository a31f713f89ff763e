@NullMarked
package org.yipiao.bff.claim;

import org.jspecify.annotations.NullMarked;
