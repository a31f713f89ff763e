/** What a run has found, its report, and what must hold of it. */
@NullMarked
package org.yipiao.quickstart.demo.report;

import org.jspecify.annotations.NullMarked;
