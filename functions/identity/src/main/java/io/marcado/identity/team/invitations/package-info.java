/** How somebody comes to work for a business: invited by phone, and never against their will. */
@NullMarked
package io.marcado.identity.team.invitations;

import org.jspecify.annotations.NullMarked;
