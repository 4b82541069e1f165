@NullMarked
package io.marcado.identity.team.invitations;

import org.jspecify.annotations.NullMarked;
