package io.marcado.platform.http;

/** A body of bytes, for example a PNG. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
public record Picture(String mediaType, byte[] bytes) {}
