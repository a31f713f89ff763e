package org.yipiao.platform.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the body such as {@code /lines/3/amountFen}; {@code
 *     ?name} for a query parameter, {@code {name}} for a path variable, {@code #Name} for a header
 * @param code stable, upper-case, such as {@code REQUIRED}
 * @param reason for a person; never repeats personal data
 */
public record FieldProblem(String pointer, String code, String reason) {}
