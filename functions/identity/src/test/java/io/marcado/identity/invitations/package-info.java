@NullMarked
package io.marcado.identity.invitations;

import org.jspecify.annotations.NullMarked;
