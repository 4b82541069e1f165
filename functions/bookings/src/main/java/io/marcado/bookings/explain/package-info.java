/** Why a time can be booked or not: each rule's answer about each resource. */
@NullMarked
package io.marcado.bookings.explain;

import org.jspecify.annotations.NullMarked;
