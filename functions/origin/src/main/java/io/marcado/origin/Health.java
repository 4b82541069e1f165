package io.marcado.origin;

/**
 * A sign of life.
 *
 * @param status always {@code UP}; a process that is not up answers with a problem, or not at all
 * @param releaseId the release that answers
 */
record Health(String status, String releaseId) {}
