package io.marcado.origin.pages;

/**
 * A page without a script.
 *
 * @param contentPolicy the Content-Security-Policy that allows its own style and nothing else
 */
public record Page(String html, String contentPolicy) {}
