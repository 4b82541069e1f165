package io.marcado.platform.http;

/** The input of an endpoint that takes none. */
public record NoInput() {}
