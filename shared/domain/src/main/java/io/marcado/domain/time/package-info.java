/**
 * Time: half-open intervals, five-minute cells of UTC days, weekly hours, and the one place where a
 * zone turns local times into instants.
 */
@NullMarked
package io.marcado.domain.time;

import org.jspecify.annotations.NullMarked;
