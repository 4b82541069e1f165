package io.marcado.domain;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param pointer JSON pointer (RFC 6901) of the faulty value, for example {@code
 *     /businessHours/2/closes}; empty for the whole document
 * @param detail what is wrong, in words for the person who sent it; never repeats the value
 */
public record Fault(String pointer, String detail) {}
