package org.goldenthread.events.values;

/**
 * An NHS number: ten digits, the last a modulus 11 check digit. Numbers that begin 999 are never issued and are the only
 * ones in test data. Source: NHS Data Dictionary.
 */
public record NhsNumber(String digits) {

    /** @throws IllegalArgumentException with a sentence for the user where the number cannot be one */
    public NhsNumber {
        if (!digits.matches("\\d{10}")) {
            throw new IllegalArgumentException("An NHS number has 10 digits.");
        }
        if (checkDigit(digits) != digits.charAt(9) - '0') {
            throw new IllegalArgumentException("That isn't a valid NHS number. Check each digit.");
        }
    }

    /** Reads a number typed with or without spaces. */
    public static NhsNumber parse(String typed) {
        return new NhsNumber(typed.replaceAll("[\\s-]", ""));
    }

    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (digits.charAt(i) - '0') * (10 - i);
        }
        int check = 11 - sum % 11;
        return check == 11 ? 0 : check;
    }

    @Override
    public String toString() {
        return "NhsNumber[***]";
    }
}
