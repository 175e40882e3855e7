"""What a constancia de pago is made of: reference, price, paper."""
