package org.yipiao.invoice.server.invoice;

import org.yipiao.invoice.server.problem.DocumentProblem;

/** A document that what is stored does not leave room for. */
public record RegisterConflict(int operationIndex, String field, DocumentProblem problem) {}
