package io.marcado.origin;

/**
 * What answers, and by which rules.
 *
 * @param status always {@code UP}; what is not up answers with a problem, or not at all
 * @param releaseId the release that answers
 * @param tzRelease the release of the IANA time zone database by which it reckons local times
 */
record Readiness(String status, String releaseId, String tzRelease) {}
