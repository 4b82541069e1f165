/** Of which bookings the people of a team want to be told. */
@NullMarked
package io.marcado.identity.published.notices;

import org.jspecify.annotations.NullMarked;
