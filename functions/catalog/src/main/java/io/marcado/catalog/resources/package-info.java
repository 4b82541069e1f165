/** Resources: the people, spaces and equipment whose time is booked. */
@NullMarked
package io.marcado.catalog.resources;

import org.jspecify.annotations.NullMarked;
