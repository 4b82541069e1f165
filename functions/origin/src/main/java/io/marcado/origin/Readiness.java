package io.marcado.origin;

/**
 * The release that answers, and the rules it works by.
 *
 * @param status always {@code UP}; a process that is not up answers with a problem, or not at all
 * @param releaseId the release that answers
 * @param tzRelease the release of the IANA time zone database by which it reckons local times
 */
record Readiness(String status, String releaseId, String tzRelease) {}
