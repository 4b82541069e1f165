/** How passwords are kept and checked. */
@NullMarked
package io.marcado.identity.people.credentials;

import org.jspecify.annotations.NullMarked;
