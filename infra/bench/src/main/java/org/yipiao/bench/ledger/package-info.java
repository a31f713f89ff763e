/** Measures the ledger alone: four nodes, each in a process of its own, under open-loop load. */
@NullMarked
package org.yipiao.bench.ledger;

import org.jspecify.annotations.NullMarked;
