@NullMarked
package org.yipiao.acceptance.repository;

import org.jspecify.annotations.NullMarked;
