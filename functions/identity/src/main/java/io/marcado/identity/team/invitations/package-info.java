/** Invitations to work for a business. They go to a phone, and its holder accepts them. */
@NullMarked
package io.marcado.identity.team.invitations;

import org.jspecify.annotations.NullMarked;
