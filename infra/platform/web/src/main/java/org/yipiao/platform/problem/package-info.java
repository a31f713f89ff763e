/** RFC 9457 problems: one stable code for each refusal, texts by language, no internals. */
@NullMarked
package org.yipiao.platform.problem;

import org.jspecify.annotations.NullMarked;
