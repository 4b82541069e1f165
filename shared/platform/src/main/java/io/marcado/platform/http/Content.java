package io.marcado.platform.http;

/** A body that is not JSON, for example a page. */
public record Content(String mediaType, String text) {}
