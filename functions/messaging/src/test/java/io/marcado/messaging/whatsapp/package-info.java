@NullMarked
package io.marcado.messaging.whatsapp;

import org.jspecify.annotations.NullMarked;
