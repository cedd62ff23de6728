import { Navigate } from 'react-router'
import { useFreshInfo } from './settings.ts'

/** Where the window opens: where to begin while nothing was ever entered, then the people. */
export const Home = () => {
  const { isReady, info } = useFreshInfo()
  return isReady && <Navigate to={info?.isEmpty ? '/bienvenue' : '/contact'} replace />
}
