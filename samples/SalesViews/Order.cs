namespace SalesViews;

/// <summary>An order, whose key is its number.</summary>
/// <param name="Product">The id of what is bought.</param>
/// <param name="Quantity">How many.</param>
public sealed record Order(string Product, int Quantity);
