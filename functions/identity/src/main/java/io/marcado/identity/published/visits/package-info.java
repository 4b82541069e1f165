/** How often clients booked, came, cancelled and did not come. */
@NullMarked
package io.marcado.identity.published.visits;

import org.jspecify.annotations.NullMarked;
