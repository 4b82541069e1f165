/** Who a business knows: people, what they may do, and which phone or e-mail is whose. */
@NullMarked
package io.marcado.identity.people;

import org.jspecify.annotations.NullMarked;
