/** Child processes that never outlive the process answering for them. */
@NullMarked
package org.yipiao.embedded.process;

import org.jspecify.annotations.NullMarked;
