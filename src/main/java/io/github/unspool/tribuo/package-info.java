/**
 * Floor 4: recurrent networks as citizens of Tribuo. Trainers and models, their provenance, their protobufs; the only place
 * that speaks Tribuo's types.
 */
package io.github.unspool.tribuo;
