/** What holds of the repository as a whole. */
@NullMarked
package org.yipiao.acceptance.repository;

import org.jspecify.annotations.NullMarked;
