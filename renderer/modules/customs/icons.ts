import { BookOpen, Box, Building, Camera, Car, Clapperboard, Gem, GraduationCap, Hammer, House, Image, KeyRound, Leaf, type LucideIcon, MapPin, Music, Package, Palette, PawPrint, Shirt, Star, Tent, Truck, Utensils, Wine, Wrench } from 'lucide-react'

/** What stands beside the name of a type of users' own, by a name that never changes. */
export const ICONS: Readonly<Record<string, LucideIcon>> = {
  box: Box,
  place: MapPin,
  clapperboard: Clapperboard,
  camera: Camera,
  image: Image,
  house: House,
  building: Building,
  key: KeyRound,
  package: Package,
  truck: Truck,
  car: Car,
  wrench: Wrench,
  hammer: Hammer,
  book: BookOpen,
  school: GraduationCap,
  music: Music,
  palette: Palette,
  gem: Gem,
  shirt: Shirt,
  leaf: Leaf,
  animal: PawPrint,
  meal: Utensils,
  wine: Wine,
  tent: Tent,
  star: Star,
}

export const iconOf = (name: string): LucideIcon => ICONS[name] ?? Box
